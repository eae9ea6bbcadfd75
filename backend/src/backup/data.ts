import type { DataMap } from '../privacy/data-map.ts'

export const backupData: DataMap = {
  installation: {
    category: 'operation',
    purposes: ['obey', 'secure'],
    basis: 'no personal data',
    retention: 'for as long as the database',
    columns: {
      singleton: 'there is one',
      id: 'the database’s own name',
      restoring: 'since when it is being restored',
      restored_at: 'when it was last restored',
      restored_from: 'from which backup',
    },
  },
  backups: {
    category: 'operation',
    purposes: ['secure', 'obey'],
    basis: 'no personal data',
    retention: '90 days',
    term: 'P90D',
    columns: {
      id: 'its id',
      name: 'the name of its folder',
      begun_at: 'when it was begun',
      done_at: 'when it was over',
      verified_at: 'when it was last restored to try it',
      rows: 'how many rows it holds',
      bytes: 'how large it is',
      failed: 'why it failed, as a code',
    },
  },
  backup_folders: {
    category: 'operation',
    purposes: ['secure', 'obey'],
    basis: 'no personal data',
    retention: 'until the last backup in it has ended',
    columns: {
      path: 'a folder in which backups of this database lie',
      newest: 'when the latest of them was begun',
    },
  },
}
