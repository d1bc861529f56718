const member = String.raw`\.{1,2}(?:[^.[\]()?^~@'"\s]+)`;
const pick = String.raw`(?:\*|-?\d+|-?\d*:-?\d*|'[^']*'|"[^"]*")`;

/** JSONPath (RFC 9535) without filters, which would run code: `$.a.b`, `$..id`, `$.items[0]`, `$["a b"][*]`, `$[1:]`. */
export const jsonPathForm = new RegExp(String.raw`^\$(?:${member}|(?:\.\.)?\[${pick}(?:,${pick})*\])*$`);
