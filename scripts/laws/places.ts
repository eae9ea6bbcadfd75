// The repository works on any machine: it names no folder of ours and no host that packages came from.
import { found, type Law } from './tree.ts'

const folders = /(?<![\w.~*-])\/(?:work|root|Users\/[\w.-]+|home\/[a-z_][\w.-]*)(?=\/)/g
const hosts =
  /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|\/\/(?:[\w-]+\.)*(?:registry|artifactory|nexus|verdaccio|npm)(?:\.[\w-]+)*(?::\d+)?\//g

export const noMachinePaths: Law = tree =>
  tree.flatMap(source => found(source, source.text, folders, 'a path of one machine'))

export const noRegistryHosts: Law = tree =>
  tree.flatMap(source => found(source, source.text, hosts, 'a host of a package registry'))
