/** onnxruntime-web's WebGL build, twice in one page: its packing is chosen once for all (chromium.ts). */
declare module 'ort-webgl-plain' {
  export * from 'onnxruntime-common';
}
declare module 'ort-webgl-packed' {
  export * from 'onnxruntime-common';
}
