/** The key of the stack itself, its tests and the command line. It allows everything. */
export const administrator = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/** Headers of a call that says who calls, without a signature: those are not checked here. */
export function credentialHeaders(
  credentials: { readonly accessKeyId: string; readonly sessionToken?: string },
  scope = 'us-east-1/none',
): Readonly<Record<string, string>> {
  const { accessKeyId, sessionToken } = credentials;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${scope}/aws4_request`,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
}
