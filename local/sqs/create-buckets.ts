import { administrator, credentialHeaders } from '../aws/iam/administrator.ts';
import type { Starter } from '../stack-parts.ts';

export const createBuckets: Starter = async (resources, { queueEndpoint }) => {
  for (const { ref } of resources) {
    const response = await fetch(`${queueEndpoint}/${ref}`, {
      method: 'PUT',
      headers: credentialHeaders(administrator),
    });
    if (!response.ok) throw new Error(`S3 answered ${response.status} for the bucket ${ref}.`);
  }
};
