#!/bin/sh
# The main job on the sample with planted mistakes; then, in a terminal, the terminal UI.
prereview="$1"

status=0
"$prereview" check samples/flawed || status=$?
case "$status" in
    0 | 1 | 4) ;; # clean, findings, or some page unread: all are results
    *) exit "$status" ;;
esac

if [ -t 0 ] && [ -t 1 ]; then
    printf '\n打开终端界面查看？[y/N] '
    read -r answer
    case "$answer" in
        y | Y | 是) exec "$prereview" tui samples/flawed ;;
    esac
fi
