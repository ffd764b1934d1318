"""Alt texts before they are decided: the values that travel, templates, warnings."""
