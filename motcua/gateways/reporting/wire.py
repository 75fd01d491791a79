"""Where reports are handed in, and their receipts asked for."""

from motcua.gateways.json_http.wire import Intake

INTAKE = Intake(path="/reports", gives="receipt", asks="receipt")
