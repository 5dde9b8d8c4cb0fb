"""Reads text: one article in, one `ArticleAnnotations` out. Knows nothing of the warehouse or the network."""
