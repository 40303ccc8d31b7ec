import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, the lesson and `.progress`. */
export const courseRoot = dirname(dirname(fileURLToPath(import.meta.url)));
