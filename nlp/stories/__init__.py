"""Which articles are alike: copies, accounts of one story, repeats of one figure, and what an outlet always prints."""
