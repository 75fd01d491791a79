"""Registers that the province keeps as tables today: each a file of law, its rows imported from spreadsheets."""
