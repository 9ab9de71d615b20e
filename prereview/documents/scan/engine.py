"""The recognition models and the engines that run them.

The models are the ones RapidOCR ships inside its wheel; nothing is downloaded.
OpenVINO runs them where it is installed and works on this processor, ONNX
Runtime otherwise. Both are loaded once per process and on one thread:
pages are spread over processes, which uses the cores better than threads do.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
"""32-bit floats."""

EngineName = Literal["openvino", "onnxruntime"]
ModelName = Literal["detect", "recognise", "turn"]

THREADS = 1
"""Of one engine: the processes that read pages are as many as the cores."""

RARE = 0.3
"""Weight of characters outside GB 2312: most are the traditional forms of usual ones."""

ENGINE_VARIABLE = "PREREVIEW_OCR_ENGINE"
"""Environment variable that names the engine, for tests and for processors on which one misbehaves."""

_PATTERNS: dict[ModelName, tuple[str, ...]] = {
    "detect": ("PP-OCRv*_det_small.onnx", "*_det_*.onnx"),
    "recognise": ("PP-OCRv*_rec_small.onnx", "*_rec_*.onnx"),
    "turn": ("*_cls_*.onnx",),
}


class EngineMissingError(Exception):
    """Neither the models nor an engine for them are installed."""


class Network(Protocol):
    """A loaded model: one float array in, one out."""

    def __call__(self, batch: Floats) -> Floats:
        """Run the model on a batch of images `(n, 3, height, width)`."""


class Recogniser(Protocol):
    """The recogniser: images in, for each column the best class and its level out."""

    def __call__(self, batch: Floats) -> tuple[NDArray[Any], Floats]:
        """Classes and levels, both `(n, columns)`."""


def model_path(name: ModelName) -> Path:
    """The model's file in the installed RapidOCR; raises `EngineMissingError`."""
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None:
        raise EngineMissingError("RapidOCR is not installed")
    folder = Path(found.origin).parent / "models"
    for pattern in _PATTERNS[name]:
        if files := sorted(folder.glob(pattern)):
            return files[-1]
    raise EngineMissingError(f"RapidOCR ships no model for {name}")


def engine_names() -> tuple[EngineName, ...]:
    """Installed engines, the preferred one first."""
    wanted = os.environ.get(ENGINE_VARIABLE, "")
    names: tuple[EngineName, ...] = ("openvino", "onnxruntime")
    installed = tuple(name for name in names if importlib.util.find_spec(name) is not None)
    return tuple(sorted(installed, key=lambda name: name != wanted))


def available() -> bool:
    """Whether scans can be read on this machine."""
    try:
        model_path("recognise")
    except EngineMissingError:
        return False
    return bool(engine_names())


@lru_cache(maxsize=8)
def load(name: ModelName) -> Network:
    """A model, ready to run; the first engine that can load it does so."""
    network: Network = _first_working(lambda engine: _BUILDERS[engine](model_path(name)))
    return network


@lru_cache(maxsize=1)
def load_recogniser() -> Recogniser:
    """The recogniser with its choice of characters made inside the engine, where that is possible."""

    def build(engine: EngineName) -> Recogniser:
        path = model_path("recognise")
        return _openvino_recogniser(path) if engine == "openvino" else _onnxruntime_recogniser(path)

    recogniser: Recogniser = _first_working(build)
    return recogniser


def _first_working(build: Callable[[EngineName], Any]) -> Any:  # noqa: ANN401
    problem: Exception = EngineMissingError("no OCR engine is installed")
    for engine in engine_names():
        try:
            return build(engine)
        except Exception as error:  # an engine may refuse a processor in any way
            problem = error
    raise EngineMissingError(str(problem)) from problem


def _openvino_settings() -> dict[str, Any]:
    return {"INFERENCE_NUM_THREADS": THREADS, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY"}


def _openvino(path: Path) -> Network:
    import openvino

    request = openvino.Core().compile_model(str(path), "CPU", _openvino_settings()).create_infer_request()

    def run(batch: Floats) -> Floats:
        request.infer([batch], share_inputs=True)
        result: Floats = request.get_output_tensor().data
        return result

    return run


def _openvino_recogniser(path: Path) -> Recogniser:
    """The best character of each column is chosen in the graph: its table of levels never leaves it."""
    import openvino
    from openvino import opset13 as ops

    core = openvino.Core()
    model = core.read_model(str(path))
    levels = ops.multiply(model.outputs[0].get_node().input_value(0), ops.constant(weights()))
    best = ops.topk(levels, 1, axis=-1, mode="max", sort="none", index_element_type="i32")
    chosen = openvino.Model([ops.result(o) for o in best.outputs()], model.get_parameters(), "recognise")
    request = core.compile_model(chosen, "CPU", _openvino_settings()).create_infer_request()

    def run(batch: Floats) -> tuple[NDArray[Any], Floats]:
        request.infer([batch], share_inputs=True)
        sure, classes = (request.get_output_tensor(i).data[:, :, 0].copy() for i in range(2))
        return classes, sure / weights()[classes]

    return run


def _onnxruntime(path: Path) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: Floats) -> Floats:
        result: Floats = session.run(None, {name: batch})[0]
        return result

    return run


def _onnxruntime_recogniser(path: Path) -> Recogniser:
    network = _onnxruntime(path)

    def run(batch: Floats) -> tuple[NDArray[Any], Floats]:
        levels = network(batch)
        classes = (levels * weights()).argmax(axis=2)
        return classes, np.take_along_axis(levels, classes[:, :, None], axis=2)[:, :, 0]

    return run


_BUILDERS: dict[EngineName, Callable[[Path], Network]] = {
    "openvino": _openvino,
    "onnxruntime": _onnxruntime,
}


@lru_cache(maxsize=1)
def weights() -> Floats:
    """How far each class is to be expected: 1 usual, less for rare and traditional characters, 0 never."""
    return np.array([weight(c) for c in alphabet()], np.float32)


def weight(character: str) -> float:
    """1 for simplified Chinese, letters and signs; RARE for the rest of GBK; 0 for other scripts.

    Names hold rare characters, so that these stay possible where the image is clear.
    """
    if len(character) != 1 or character in "√☑□■○●☐☒²³":
        return 1.0
    if "\u3040" <= character <= "\u30ff" or "\u0400" <= character <= "\u04ff":
        return 0.0
    if _encodes(character, "gb2312"):
        return 1.0
    if not _encodes(character, "gbk"):
        return 0.0
    return RARE if "\u4e00" <= character <= "\u9fff" else 1.0


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def alphabet() -> tuple[str, ...]:
    """The recogniser's classes: the empty one first, then characters, the blank last."""
    path = model_path("recognise")
    listed = _listed_by_openvino(path) if engine_names()[0] == "openvino" else _listed_by_onnxruntime(path)
    return ("", *listed.splitlines(), " ")


def _listed_by_openvino(path: Path) -> str:
    import openvino

    information = openvino.Core().read_model(str(path)).get_rt_info()
    return str(information["framework"]["character"].value)


def _listed_by_onnxruntime(path: Path) -> str:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return str(session.get_modelmeta().custom_metadata_map["character"])
