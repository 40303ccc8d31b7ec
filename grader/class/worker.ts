// A process that grades one student after another, as it is told: see workers.ts.

import { gradeStudent, type Run } from './grade-student.ts';
import type { Student } from './students.ts';

let run: Run | undefined;

process.on('message', async (message: Run | Student) => {
  if ('rules' in message) {
    run = message;
    process.send!('ready');
  } else {
    process.send!(await gradeStudent(message, run!));
  }
});

// The main process is gone: nobody waits for this student any more.
process.on('disconnect', () => process.exit());
// Ctrl-C in a terminal reaches every process; what to do about it is for the main one to say.
process.on('SIGINT', () => {});
