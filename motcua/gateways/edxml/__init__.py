"""edXML, the message in which agencies exchange documents (QCVN 102:2016/BTTTT): bytes to frozen records and back."""
