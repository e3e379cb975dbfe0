import type { Starter } from '../../boot/stack-parts.ts';
import { administrator, credentialHeaders } from '../iam/administrator.ts';

export const createBuckets: Starter = async (resources, { queueEndpoint }) => {
  for (const { ref } of resources) {
    const response = await fetch(`${queueEndpoint}/${ref}`, {
      method: 'PUT',
      headers: credentialHeaders(administrator),
    });
    if (!response.ok) throw new Error(`S3 answered ${response.status} for the bucket ${ref}.`);
  }
};
