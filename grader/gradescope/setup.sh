#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the autograder's image; there is a network, and /autograder/source is this
# zip. What it installs is what every submission is graded with.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install -y --no-install-recommends ca-certificates curl util-linux
# The strictest isolation, where the machine lets it work; without it, submissions run as another user.
apt-get install -y --no-install-recommends bubblewrap || true

if ! command -v node >/dev/null || ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  curl -fsSL https://deb.nodesource.com/setup_22.x | bash -
  apt-get install -y --no-install-recommends nodejs
fi

cd "${AUTOGRADER:-/autograder}/source"
npm ci --omit=dev --no-audit --no-fund
# Bundled here, so that no student waits for it.
npm run -s grade -- --help >/dev/null
chmod -R a+rX .
