#!/usr/bin/env bash
# The one entry to the coffee system. `up` and the rest follow; for now it finds the JDK and runs the tests.
set -euo pipefail
cd "$(dirname "$0")"
[ "${1:-}" = test ] || { echo "usage: ./coffee test" >&2; exit 2; }
exec mvn verify
