import type { Cause } from './conversation.ts';
import { limits } from './limits.ts';

const seconds = (ms: number) => `${ms / 1000} s`;

/** Why a call has no answer, for the student. */
export function callUnanswered(cause: Cause, callMs: number): string {
  if (cause === 'timeout') return `no answer within ${seconds(callMs)}; look for a loop or a recursion that never ends`;
  if (cause === 'memory')
    return `ran out of memory (${limits.memoryMb} MB); look for a loop that keeps adding to something`;
  return 'the process running the code ended without an answer';
}

/** Why a file could not be loaded, for the student. */
export function loadUnanswered(cause: Cause, callMs: number): string {
  if (cause === 'timeout')
    return `the file was still loading after ${seconds(callMs)}; look for a loop outside any function, or code nested very deeply`;
  if (cause === 'memory')
    return `the file ran out of memory (${limits.memoryMb} MB) while it was loaded; look for what it builds outside any function`;
  return 'the process loading the file ended without an answer';
}

/** What is said of a promise that nothing is left to settle. */
export const neverSettles = 'returned a promise that never settles: nothing is left to run that could settle it';

/** What is said of a function that kept silent too often. */
export const notAskedAgain = (name: string) => `${name} was not asked again: it gave no answer before`;
