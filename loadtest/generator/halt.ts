import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

const key = 'spillway-halt';

/** In Artillery's main process, before its workers start. @returns what has them send nothing more, at once */
export function createHalt(): () => void {
  const flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setEnvironmentData(key, flag);
  return () => void Atomics.store(flag, 0, 1);
}

/** In a worker. @returns whether nothing more may be sent */
export function openHalt(): () => boolean {
  const flag = getEnvironmentData(key);
  return () => flag instanceof Int32Array && Atomics.load(flag, 0) === 1;
}
