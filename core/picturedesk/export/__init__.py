"""Boards, crops and captions to PDF, PPTX, HTML, PNG and CSV."""
