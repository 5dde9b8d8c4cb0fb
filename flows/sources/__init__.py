"""Where news comes from: the guarded HTTP client, feeds, article pages."""
