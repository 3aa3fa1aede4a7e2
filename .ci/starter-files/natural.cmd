@echo off
rem Without "call", which would read the path a second time.
"%~dp0Start annotator.cmd" --natural
