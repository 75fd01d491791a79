"""What people type at the desk's own pages."""
