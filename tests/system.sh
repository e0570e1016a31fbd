#!/bin/sh
# The tests' real parts that pip and npm do not bring: a browser, its driver, a Japanese font, Node. Installed where we are root on Debian.
set -eu
missing=""
for part in chromium:chromium chromedriver:chromium-driver node:nodejs npm:npm; do
	command -v "${part%%:*}" >/dev/null 2>&1 || missing="$missing ${part##*:}"
done
fc-list :lang=ja 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing$missing …"
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
	echo "the tests need$missing: on Debian or Ubuntu, sudo apt-get install$missing"
	exit 1
fi
