"""What people fill in: each form says what it wants, and what is wrong stands beside the field."""
