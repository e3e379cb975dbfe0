import type { Setup } from './drill.ts';

/** One source, one destination, and what fails comes back after seconds of the machine. */
export const plain: Setup = { name: 'plain' };
