import type { Plugin } from 'esbuild';

// Patches for clients that we don't have, sampling that Lambda does itself, and a request for EC2's metadata. The
// stand-in is a class, because one of them is constructed when it is loaded.
const unusedParts =
  /aws-xray-sdk-core\/dist\/lib\/(patchers|middleware\/sampling|segments\/plugins)\/[^/]+\.js$/;

/** Leaves out of a bundle what the X-Ray SDK loads but never calls: a twentieth of a cold start. */
export const leaveOutXRayParts: Plugin = {
  name: 'leave-out-x-ray-parts',
  setup({ onLoad }) {
    onLoad({ filter: unusedParts }, () => ({ contents: 'module.exports = class {};' }));
  },
};
