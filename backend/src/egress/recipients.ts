import type { ModelName, Recipient } from '../models/model.ts'

/** Who gets the words of the models that leave our server: adapters, notices, receipts and screens name the same ones. */
export const recipients: Partial<Record<ModelName, Recipient>> & { deepseek: Recipient } = {
  deepseek: { name: 'DeepSeek', country: 'CN' },
}
