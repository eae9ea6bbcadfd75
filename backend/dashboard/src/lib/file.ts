import { useEffect, useState } from 'preact/hooks'

/** An address in this page's memory under which a text can be downloaded; of plain text unless said otherwise. */
export function useFile(text: string, type = 'text/plain'): string | undefined {
  const [address, setAddress] = useState<string | undefined>(undefined)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [text, type])
  return address
}
