export { checkbox, input, select } from '@inquirer/prompts';
