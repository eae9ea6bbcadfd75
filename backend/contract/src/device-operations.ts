import * as devices from './devices.ts'
import { atDevice, gate, type Operation, session } from './operation.ts'
import type { RefusalCode } from './refusals.ts'

const fromExtension: RefusalCode[] = [...gate, 'origin_not_allowed']

/** The doors by which an extension of a browser comes to be signed in. */
export const deviceOperations = {
  askDevice: {
    method: 'post',
    path: '/v1/devices',
    who: 'anyone',
    extension: true,
    status: 201,
    summary: 'Ask to be let in as a device; somebody who is signed in allows it at the page that is answered',
    body: devices.AskDevice,
    answer: devices.DeviceAsked,
    refusals: fromExtension,
  },
  takeDevice: {
    method: 'post',
    path: '/v1/devices/token',
    who: 'anyone',
    extension: true,
    status: 200,
    summary: 'The tokens of a device that was allowed, once; a wrong verifier ends the request',
    body: devices.TakeDevice,
    answer: devices.DeviceTaken,
    refusals: [...fromExtension, 'not_yet', 'refused_by_user', 'link_invalid'],
  },
  renewDevice: {
    method: 'post',
    path: '/v1/devices/renew',
    who: 'anyone',
    extension: true,
    status: 200,
    summary: 'Rotate the refresh token and renew the access token; one that comes again ends the device',
    body: devices.HoldDevice,
    answer: devices.DeviceTokens,
    refusals: [...fromExtension, 'unauthenticated'],
  },
  endDevice: {
    method: 'post',
    path: '/v1/devices/end',
    who: 'anyone',
    extension: true,
    status: 204,
    summary: 'Sign the device out; what runs by it is cut',
    body: devices.HoldDevice,
    refusals: fromExtension,
  },
  device: {
    method: 'get',
    path: '/v1/device',
    who: 'device',
    status: 200,
    summary: 'The device that asks, and whom it signs in',
    answer: devices.Device,
    refusals: atDevice,
  },
} as const satisfies Record<string, Operation>

/** The doors of the page where somebody lets a device in. */
export const deviceRequestOperations = {
  deviceRequest: {
    method: 'get',
    path: '/v1/device-requests/{request}',
    who: 'account',
    status: 200,
    summary: 'A device that asks to be let in, until it is answered',
    answer: devices.DeviceRequest,
    refusals: [...session, 'not_found'],
  },
  allowDevice: {
    method: 'post',
    path: '/v1/device-requests/{request}/allow',
    who: 'account',
    confirmed: true,
    status: 204,
    summary: 'Let a device in: it may do in the account’s name what devices may, until it is ended',
    refusals: [...session, 'confirmation_required', 'not_found'],
  },
  refuseDevice: {
    method: 'post',
    path: '/v1/device-requests/{request}/refuse',
    who: 'account',
    status: 204,
    summary: 'Refuse a device',
    refusals: [...session, 'not_found'],
  },
} as const satisfies Record<string, Operation>
