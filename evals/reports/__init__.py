"""Results as something to read: a page, a summary in Markdown, and JUnit's XML for CI."""
