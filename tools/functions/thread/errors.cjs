'use strict';

/** An error that Lambda's runtime itself reports, by its own type name. */
class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

/** What Lambda tells the caller of a thrown value: its type and message, never the stack. */
function describeThrown(thrown) {
  if (thrown !== null && typeof thrown === 'object' && 'message' in thrown) {
    return { errorType: String(thrown.name ?? 'Error'), errorMessage: String(thrown.message) };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown) };
}

module.exports = { RuntimeError, describeThrown };
