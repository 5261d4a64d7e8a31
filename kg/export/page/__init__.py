"""The parts of the interactive page: grouping, layout, text as JSON, and the template, style and script."""
