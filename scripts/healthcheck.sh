#!/bin/bash
# Whether the server in this container serves. bash alone does it: the image has no curl.
exec 3<>"/dev/tcp/127.0.0.1/${SERVER_PORT:-8000}" || exit 1
printf 'GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
