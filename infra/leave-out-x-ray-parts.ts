import type { Plugin } from 'esbuild';

// Patches for clients that we don't have, sampling that Lambda does itself, and a look at what EC2 says of the
// machine. Their stand-in is a class, because one of them is constructed as it is loaded.
const unusedParts =
  /aws-xray-sdk-core\/dist\/lib\/(patchers|middleware\/sampling|segments\/plugins)\/[^/]+\.js$/;

/** Leaves out of a bundle what loads with the X-Ray SDK and is never called: a twentieth of a cold start. */
export const leaveOutXRayParts: Plugin = {
  name: 'leave-out-x-ray-parts',
  setup({ onLoad }) {
    onLoad({ filter: unusedParts }, () => ({ contents: 'module.exports = class {};' }));
  },
};
