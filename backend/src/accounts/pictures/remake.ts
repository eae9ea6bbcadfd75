const edge = 256
/** More than any telephone's camera puts into what we fetch; a bomb says it holds more. */
const mostPixels = 4096 * 4096
const seconds = 3
const quality = 80

/** The only readers that may see a stranger's bytes: none that follows references or runs anything, as SVG's would. */
const readers = ['Jpeg', 'Png', 'Webp', 'Nsgif'].map(name => `VipsForeignLoad${name}Buffer`)

const beginnings = ['89504e470d0a1a0a', 'ffd8ff', '52494646.{8}57454250', '474946383[79]61'].map(
  hex => new RegExp(`^${hex}`),
)

/** Bytes that are no picture of ours to take. Nothing of them is in here. */
export class UnusablePicture extends Error {
  constructor() {
    super('unusable picture')
    this.name = 'UnusablePicture'
  }
}

/**
 * Makes a picture anew from a PNG, JPEG, WebP or GIF (its first frame): 256 × 256, cut to the middle, WebP, without
 * anything that was not a pixel. What it is, its bytes say, not its name.
 *
 * @throws UnusablePicture for anything else, for what is cut off or broken, and for more pixels than we decode
 */
export async function remake(bytes: Buffer): Promise<Buffer> {
  const head = bytes.toString('hex', 0, 16)
  if (!beginnings.some(beginning => beginning.test(head))) throw new UnusablePicture()
  const sharp = await decoder()
  return sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true, pages: 1 })
    .timeout({ seconds })
    .autoOrient()
    .resize(edge, edge, { fit: 'cover' })
    .webp({ quality })
    .toBuffer()
    .catch(() => {
      throw new UnusablePicture()
    })
}

/** Loaded with the first picture: without one, nothing of it is needed. */
async function decoder() {
  const { default: sharp } = await import('sharp')
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: readers })
  sharp.cache(false)
  return sharp
}
