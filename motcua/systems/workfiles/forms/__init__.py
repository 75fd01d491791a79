"""What an official fills in to open a work file, to act on one, and to foresee one on the year's list."""
