/** What an administrator may set for all browsers of a house (JSON schema, `storage.managed`). */
export const managedSchema = {
  type: 'object',
  properties: {
    server: {
      title: 'Server',
      description: 'The address of the Atavus server. Users cannot choose another one.',
      type: 'string',
    },
    blocked: {
      title: 'Blocked sites',
      description: 'Host names whose pages are not shared; a name covers what lies beneath it, * everything.',
      type: 'array',
      items: { type: 'string' },
    },
  },
}
