"""The only room with pixels: decode, thumbnails, crops, metadata."""
