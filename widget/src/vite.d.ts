// What vite makes of imports such as `x.css?inline`.
/// <reference types="vite/client" />
