import type { Resource } from '../../boot/template/resources.ts';
import { administrator, credentialHeaders } from '../iam/administrator.ts';

export async function createBuckets(
  resources: readonly Resource[],
  endpoint: string,
): Promise<void> {
  for (const { ref } of resources) {
    const response = await fetch(`${endpoint}/${ref}`, {
      method: 'PUT',
      headers: credentialHeaders(administrator),
    });
    if (!response.ok) throw new Error(`S3 answered ${response.status} for the bucket ${ref}.`);
  }
}
