"""The parts of the interactive page: grouping of statements, layout, its text as JSON, and template, style and script."""
