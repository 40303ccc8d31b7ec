// A process that grades one student after another, as it is told: see workers.ts.

import { UsageError } from '../course.ts';
import { gradeStudent, type Run } from './grade-student.ts';
import type { Student } from './students.ts';
import type { Said } from './workers.ts';

let run: Run | undefined;

process.on('message', async (message: Run | Student) => {
  if ('rules' in message) {
    run = message;
    process.send!('ready');
  } else {
    process.send!(await said(message, run!));
  }
});

async function said(student: Student, run: Run): Promise<Said> {
  try {
    return await gradeStudent(student, run);
  } catch (error) {
    if (error instanceof UsageError) return { stop: error.message };
    throw error;
  }
}

// The main process is gone: nobody waits for this student any more.
process.on('disconnect', () => process.exit());
// Ctrl-C in a terminal reaches every process, students' code too: what would be said of a student now would not be true.
process.on('SIGINT', () => process.exit(130));
