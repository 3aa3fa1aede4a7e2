#!/bin/sh
exec "$(dirname -- "$0")/Start annotator@ENDING@" --natural
