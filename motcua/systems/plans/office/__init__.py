"""The plans' door for the Department of Home Affairs: plans written, tried, and put in force with who and why."""
