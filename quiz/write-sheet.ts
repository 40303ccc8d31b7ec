import course from 'course:quiz';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { courseRoot } from './course-root.ts';
import { quizSheet } from './sheet.ts';

writeFileSync(join(courseRoot, 'quiz/QUIZ.md'), quizSheet(course));
console.log('quiz/QUIZ.md is written.');
