# Grades a class in a container: no network, a file system that cannot be written, and submissions that run as a user who owns
# nothing. CONTRIBUTING.md has the command to start it with; most of the isolation is in that command.
FROM node:22-bookworm-slim
WORKDIR /course
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
# A class of one, so that everything is bundled before the file system is closed.
RUN mkdir -p /tmp/class/nobody \
  && node start/program.mjs grader/grade-class.ts /tmp/class --out /tmp/graded --require another-user \
  && rm -rf /tmp/class /tmp/graded
ENTRYPOINT ["node", "start/program.mjs", "grader/grade-class.ts", "--require", "another-user"]
CMD ["--help"]
