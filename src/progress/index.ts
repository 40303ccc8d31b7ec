export { KeptFile, type Kind, type Read } from './kept-file.ts';
