import sys

from motcua.site import command

command.run(sys.argv[1:])
