/**
 * The version of the wire contract. It is raised with every change to a schema or a list of names in this folder;
 * test/protocol/schema-hash.test.ts fails when that is forgotten.
 */
export const PROTOCOL_VERSION = 13;
