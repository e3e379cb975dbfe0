import { userInfo } from 'node:os';

/** Who this process is of. Not every process has a user with a name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
