/** Whether a media type (parameters aside) is one of the API's binary types, of which the wildcard type is all. */
export function isBinary(binaryMediaTypes: readonly string[], mediaType: string | undefined): boolean {
  if (binaryMediaTypes.length === 0) return false;
  const wanted = mediaType?.split(/[;,]/, 1)[0]?.trim().toLowerCase();
  return binaryMediaTypes.some((type) => {
    // Patch operations of the API escape the slash as `~1`, and templates may keep it so.
    const own = type.replace('~1', '/').toLowerCase();
    return own === '*/*' || own === wanted;
  });
}
