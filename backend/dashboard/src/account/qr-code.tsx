import { useMemo } from 'preact/hooks'
import { encode } from 'uqr'
import { qrPath } from './qr-path.ts'

/** A text to be read by a camera: dark on light in either scheme, with the quiet zone of four cells around it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: 4 })
    return { size, path: qrPath(data) }
  }, [text])
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
