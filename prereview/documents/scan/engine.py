"""The recognition models and the engines that run them.

The models are the ones RapidOCR ships inside its wheel; nothing is downloaded.
OpenVINO runs them where it is installed and works on this processor, ONNX
Runtime otherwise. Both are loaded once per process and on one or a few threads:
pages are spread over processes, which uses the cores better than threads do.
"""

from __future__ import annotations

import importlib.util
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol

from numpy.typing import NDArray

Floats = NDArray[Any]
"""32-bit floats."""

EngineName = Literal["openvino", "onnxruntime"]
ModelName = Literal["detect", "recognise", "turn"]

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
def load(name: ModelName, threads: int = 1) -> Network:
    """A model, ready to run; the first engine that can load it does so."""
    path = model_path(name)
    problem: Exception = EngineMissingError("no OCR engine is installed")
    for engine in engine_names():
        try:
            return _openvino(path, threads) if engine == "openvino" else _onnxruntime(path, threads)
        except Exception as error:  # an engine may refuse a processor in any way
            problem = error
    raise EngineMissingError(str(problem)) from problem


def _openvino(path: Path, threads: int) -> Network:
    import openvino

    core = openvino.Core()
    settings = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY"}
    compiled = core.compile_model(str(path), "CPU", settings)
    request = compiled.create_infer_request()

    def run(batch: Floats) -> Floats:
        request.infer([batch], share_inputs=True)
        result: Floats = request.get_output_tensor().data
        return result

    return run


def _onnxruntime(path: Path, threads: int) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: Floats) -> Floats:
        result: Floats = session.run(None, {name: batch})[0]
        return result

    return run


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
